/** The proof that a backend computes the same network: numbered rules against the oracle. */
@NullMarked
package backbench.certificate;

import org.jspecify.annotations.NullMarked;
