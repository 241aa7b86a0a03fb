/** How the records of a run are kept: as JSON of a stated version, whole or not at all. */
@NullMarked
package backbench.results.file;

import org.jspecify.annotations.NullMarked;
