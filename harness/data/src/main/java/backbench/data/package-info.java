/**
 * Datasets: readers, images that are drawn or made, their augmentation, and the order in which a
 * run sees them.
 *
 * <p>A {@link backbench.data.DataSource} says where samples come from, {@link
 * backbench.data.Datasets} opens it, a {@link backbench.data.Selection} splits it, an {@link
 * backbench.data.Augmenter} varies it, and {@link backbench.data.Batches} hands it out, epoch by
 * epoch, each a {@link backbench.data.Feed}.
 */
@NullMarked
package backbench.data;

import org.jspecify.annotations.NullMarked;
