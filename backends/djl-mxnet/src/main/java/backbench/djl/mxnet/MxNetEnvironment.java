package backbench.djl.mxnet;

import ai.djl.engine.Engine;
import ai.djl.mxnet.jna.JnaUtils;
import backbench.djl.WorkerTuning;
import backbench.spi.BackendConfig;
import backbench.spi.Environment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** Reads what MXNet is running on. */
final class MxNetEnvironment {

  private MxNetEnvironment() {}

  static Environment read(Engine engine, BackendConfig config) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("DJL", Engine.getDjlVersion());
    versions.put("MXNet", engine.getVersion());
    Map<String, String> details = new LinkedHashMap<>();
    details.put("tuning", config.tuning().name());
    details.put("libraries", String.join(", ", new TreeSet<>(JnaUtils.getFeatures())));
    details.putAll(WorkerTuning.inForce());
    return new Environment(versions, MxNetThreads.count(), "unknown", details);
  }
}
