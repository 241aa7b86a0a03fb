/**
 * Turns a run into its numbers: estimates, ratios, ranks, equivalence, verdicts.
 *
 * <p>{@link backbench.analysis.RunAnalyzer} is the way in; {@link backbench.analysis.numbers} holds
 * what comes out. Nothing else in the harness estimates anything: reports only format.
 */
@NullMarked
package backbench.analysis;

import org.jspecify.annotations.NullMarked;
