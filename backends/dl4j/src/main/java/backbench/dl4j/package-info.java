/**
 * The backend {@code dl4j}: Deeplearning4j's engine, ND4J, on the CPU.
 *
 * <p>Networks run through ND4J's own operations, prepared once for each batch size and writing into
 * arrays that stay. Images lie channels last, which the engine's oneDNN helpers prefer; weights
 * stay in canonical layout. Deeplearning4j's network classes, whose convolutions unroll windows
 * into a matrix where the helpers need no such copy, run under the tuning {@code engine_loop}
 * alone: the package {@code engineloop}.
 */
@NullMarked
package backbench.dl4j;

import org.jspecify.annotations.NullMarked;
