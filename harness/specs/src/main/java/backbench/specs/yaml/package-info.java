/** Strict reading of YAML files: trees with locations, typed values, one clear error. */
@NullMarked
package backbench.specs.yaml;

import org.jspecify.annotations.NullMarked;
