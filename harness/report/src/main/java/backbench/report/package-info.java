/**
 * Turns a run's result into tables for people: in the terminal and as Markdown.
 *
 * <p>{@link backbench.analysis.numbers.RunAnalysis} holds the numbers, {@link
 * backbench.report.layout.Table} and {@link backbench.report.layout.Element} what is shown, and one
 * renderer a medium how it looks. Nothing is estimated here.
 */
@NullMarked
package backbench.report;

import org.jspecify.annotations.NullMarked;
