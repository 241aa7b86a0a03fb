package backbench.run;

import backbench.plugins.Plugins;
import backbench.run.machine.Installation;
import backbench.specs.SuiteSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Says what to run, with what, and where to keep the results.
 *
 * @param suite what to run
 * @param dataRoot the folder that holds the folders of datasets
 * @param plugins the backends that there are
 * @param installation the parts of Backbench
 * @param out the folder in which the run gets a folder of its own
 * @param resume the folder of an interrupted run to go on with; empty for a new run
 * @param labels what the run is to be found by; a resumed run keeps those that it has
 * @param certify whether backends are certified; without, no cell is ranked
 */
public record RunRequest(
    SuiteSpec suite,
    Optional<Path> dataRoot,
    Plugins plugins,
    Installation installation,
    Path out,
    Optional<Path> resume,
    Map<String, String> labels,
    boolean certify) {}
