/**
 * Draws images of digits and scenes, the same for the same seed on every machine.
 *
 * <p>{@link backbench.data.drawing.Drawing} lists what can be drawn.
 */
@NullMarked
package backbench.data.drawing;

import org.jspecify.annotations.NullMarked;
