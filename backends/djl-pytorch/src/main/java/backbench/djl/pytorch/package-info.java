/** The backend {@code djl-pytorch}: DJL on PyTorch. */
@NullMarked
package backbench.djl.pytorch;

import org.jspecify.annotations.NullMarked;
