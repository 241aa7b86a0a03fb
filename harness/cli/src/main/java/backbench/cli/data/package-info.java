/** The commands {@code backbench data}: list, fetch, verify and sheet. */
@NullMarked
package backbench.cli.data;

import org.jspecify.annotations.NullMarked;
