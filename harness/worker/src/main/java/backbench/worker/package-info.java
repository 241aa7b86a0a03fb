/** The forked JVM: opens one backend, does one job, writes down what happened. */
@NullMarked
package backbench.worker;

import org.jspecify.annotations.NullMarked;
