/** A backend of the oracle's own arithmetic, and broken ones made from it. */
package backbench.tck.reference;
