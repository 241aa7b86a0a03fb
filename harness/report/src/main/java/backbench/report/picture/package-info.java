/** Draws the pictures of a report: learning curves, confusions, samplers. */
@NullMarked
package backbench.report.picture;

import org.jspecify.annotations.NullMarked;
