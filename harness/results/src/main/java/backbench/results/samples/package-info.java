/** Raw samples: times, counts of classes, pictures. */
@NullMarked
package backbench.results.samples;

import org.jspecify.annotations.NullMarked;
