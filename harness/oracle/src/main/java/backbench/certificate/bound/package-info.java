/** Bounds how far errors of gradients lead through an optimiser's steps. */
@NullMarked
package backbench.certificate.bound;

import org.jspecify.annotations.NullMarked;
