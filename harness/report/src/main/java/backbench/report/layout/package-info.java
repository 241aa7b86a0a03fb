/** What a report shows, before any medium: elements, tables, and numbers as text. */
@NullMarked
package backbench.report.layout;

import org.jspecify.annotations.NullMarked;
