@org.jspecify.annotations.NullMarked
package backbench.tck.engine;
