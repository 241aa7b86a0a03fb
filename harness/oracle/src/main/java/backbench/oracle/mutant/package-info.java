/**
 * Mistakes that engines make, each as a change of the oracle: what a certificate has to see.
 *
 * <p>{@link backbench.oracle.mutant.OracleMutants} lists those of a network and an optimiser.
 */
@NullMarked
package backbench.oracle.mutant;

import org.jspecify.annotations.NullMarked;
