/**
 * Turns a run's result into tables for people: in the terminal and as Markdown.
 *
 * <p>{@link backbench.core.report.RunSummary} holds the numbers, {@link
 * backbench.core.report.Table} and {@link backbench.core.report.Block} what is shown, and one
 * renderer a medium how it looks.
 */
@NullMarked
package backbench.core.report;

import org.jspecify.annotations.NullMarked;
