/** The backend {@code djl-mxnet}: DJL on MXNet. */
@NullMarked
package backbench.djl.mxnet;

import org.jspecify.annotations.NullMarked;
