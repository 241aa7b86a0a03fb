/** Chooses the weights and batches on which oracle and backend are compared. */
@NullMarked
package backbench.certificate.exercise;

import org.jspecify.annotations.NullMarked;
