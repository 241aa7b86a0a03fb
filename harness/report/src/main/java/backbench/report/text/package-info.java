/** Writes the elements of a report as Markdown and for a terminal. */
@NullMarked
package backbench.report.text;

import org.jspecify.annotations.NullMarked;
