/**
 * A backend of the oracle's own arithmetic, and broken ones made from it.
 *
 * <p>More than 20 files, because each group of rules has its mutants in a file of its own.
 */
package backbench.tck.reference;
