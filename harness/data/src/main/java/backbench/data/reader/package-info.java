/**
 * Opens datasets: reads their files, or has their images drawn.
 *
 * <p>{@link backbench.data.reader.Datasets} is the way in. There is a reader for each kind of
 * {@link backbench.data.DataSource}.
 */
@NullMarked
package backbench.data.reader;

import org.jspecify.annotations.NullMarked;
