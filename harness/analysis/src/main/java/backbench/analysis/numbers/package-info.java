/**
 * Every number of a run, as one tree of records.
 *
 * <p>The root is {@link backbench.analysis.numbers.RunAnalysis}. The records hold numbers, keys and
 * enums and no prose, so that each medium says it in its own way. A number that was not measured is
 * absent; units are in the names. {@code harness/docs/analysis.md} describes the tree.
 */
@NullMarked
package backbench.analysis.numbers;

import org.jspecify.annotations.NullMarked;
