/** A deep-learning engine in plain Java, on the Vector API where the JVM has it. */
@NullMarked
package backbench.vector;

import org.jspecify.annotations.NullMarked;
