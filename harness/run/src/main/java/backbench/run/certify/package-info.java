/** Certifies cells and keeps the certificates that passed. */
@NullMarked
package backbench.run.certify;

import org.jspecify.annotations.NullMarked;
