/**
 * Specs: what to compute, on which data, how to train and what to measure, as strict YAML files.
 */
@NullMarked
package backbench.specs;

import org.jspecify.annotations.NullMarked;
