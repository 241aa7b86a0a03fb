/** Reads networks, datasets and suites from strict YAML files, by name or by path. */
@NullMarked
package backbench.specs.reader;

import org.jspecify.annotations.NullMarked;
