/**
 * The reference of each kind of layer, with what layers share: parameters and rounding.
 *
 * <p>{@link backbench.oracle.layer.OracleLayers} makes the layers of a network.
 */
@NullMarked
package backbench.oracle.layer;

import org.jspecify.annotations.NullMarked;
