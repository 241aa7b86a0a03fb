/**
 * Describes datasets and how a run uses them, and holds their samples.
 *
 * <p>A {@link backbench.data.DataSource} says where samples come from, a {@link
 * backbench.data.Dataset} holds them, and a {@link backbench.data.Selection} splits them. The
 * packages below open sources ({@code reader}), decode images ({@code image}), draw images ({@code
 * drawing}), vary samples and hand them out in batches ({@code feed}), and fetch files ({@code
 * download}).
 */
@NullMarked
package backbench.data;

import org.jspecify.annotations.NullMarked;
