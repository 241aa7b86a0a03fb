/**
 * The layers that are matrix products, convolution and dense, with the packing of their weights.
 */
@NullMarked
package backbench.vector.product;

import org.jspecify.annotations.NullMarked;
