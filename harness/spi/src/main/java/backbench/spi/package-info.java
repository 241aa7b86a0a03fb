/**
 * Holds the contract between the harness and a backend plugin.
 *
 * <p>More than 20 files, because a plugin author imports the contract as one package: what a plugin
 * implements ({@link backbench.spi.BackendProvider}, {@link backbench.spi.Backend}, {@link
 * backbench.spi.Model}), what it is handed, what it returns, and the checks made for it ({@code
 * Checked…}).
 */
@NullMarked
package backbench.spi;

import org.jspecify.annotations.NullMarked;
