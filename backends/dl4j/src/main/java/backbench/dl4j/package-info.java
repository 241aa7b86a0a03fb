/**
 * The backend {@code dl4j}: Deeplearning4j's engine, ND4J, on the CPU.
 *
 * <p>Networks run through ND4J's own operations, prepared once for each batch size and writing into
 * arrays that stay. Deeplearning4j's network classes are not used: their convolutions unroll
 * windows into a matrix where the engine's oneDNN helpers need no such copy, and their batch
 * normalisation, updaters and padding differ from the pinned semantics. Images lie channels last,
 * which the helpers prefer; weights stay in canonical layout.
 */
@NullMarked
package backbench.dl4j;

import org.jspecify.annotations.NullMarked;
