/**
 * End-to-end tests by real processes, and the rules of the whole tree.
 *
 * <p>More than 20 files, because one module runs as one sequence: its tests share the launcher, the
 * cache of certificates and the processors.
 */
package backbench.it;
