/**
 * What several rooms of the harness need: digests, atomic files, printable text, names close to a
 * typo.
 */
@NullMarked
package backbench.commons;

import org.jspecify.annotations.NullMarked;
