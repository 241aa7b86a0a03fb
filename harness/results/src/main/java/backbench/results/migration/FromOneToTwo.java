package backbench.results.migration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Leads from version 1 to version 2: cells have a kind and the build of their backend, forks are
 * envelopes around outcomes, and machines belong to shards.
 */
final class FromOneToTwo {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Fields run;
  private final ObjectNode to = NODES.objectNode();

  private FromOneToTwo(ObjectNode tree) {
    this.run = Fields.of(tree);
  }

  static ObjectNode apply(ObjectNode tree) {
    return new FromOneToTwo(tree).result();
  }

  private ObjectNode result() {
    run.take(Migrations.VERSION);
    ObjectNode about = to.putObject("about");
    run.move(about, "runId", "startedAt", "finishedAt");
    ObjectNode harness = about.putObject("harness");
    run.rename(harness, "backbenchVersion", "version");
    about.putObject("labels");
    ObjectNode suite = to.putObject("suite");
    run.object("suite").move(suite, "id", "title", "digest", "baseline").end();
    specs(suite, harness);
    ObjectNode reported = suite.putObject("reported");
    for (Fields.Entry each : run.peekEntries("reported")) {
      reported(each.fields(), reported.putObject(each.name()));
    }
    run.take("reported");
    settings();
    Map<String, JsonNode> plugins = plugins();
    run.move(to, "backends");
    shard(harness);
    List<Map<Integer, int[]>> places = places();
    ArrayNode cells = to.putArray("cells");
    List<Fields> all = run.objects("cells");
    for (int i = 0; i < all.size(); i++) {
      Map<Integer, int[]> own = i < places.size() ? places.get(i) : Map.of();
      cell(all.get(i), cells.addObject(), plugins, own);
    }
    run.end();
    return to;
  }

  /** The worker's jars were the last of the specs; they are no spec. */
  private void specs(ObjectNode suite, ObjectNode harness) {
    harness.putNull("workerDigest");
    ArrayNode kept = suite.putArray("specs");
    for (Fields spec : run.objects("specs")) {
      if (spec.look("kind").asText().equals("worker")) {
        harness.set("workerDigest", spec.take("sha256"));
      } else {
        spec.move(kept.addObject(), "kind", "id", "sha256").end();
      }
    }
  }

  private static void reported(Fields from, ObjectNode to) {
    from.move(to, "epochs", "source", "caveat", "parameters");
    from.move(
        to.putObject("last"),
        "accuracy",
        "loss",
        "validationAccuracy",
        "validationLoss",
        "trainAccuracy");
    from.move(to, "epochSeconds", "curve").end();
  }

  private void settings() {
    Fields from = run.object("settings");
    ObjectNode settings = to.putObject("settings");
    from.move(settings, "seed", "forks", "warmupSeconds", "timeoutSeconds");
    ObjectNode predict = settings.putObject("predict");
    from.rename(predict, "predictBatch", "batch");
    from.rename(predict, "predictWarmupSeconds", "warmupSeconds");
    from.rename(predict, "predictSeconds", "seconds");
    ObjectNode accuracy = settings.putObject("accuracy");
    from.rename(accuracy, "accuracyMargin", "margin");
    from.rename(accuracy, "targetAccuracy", "target");
    from.move(accuracy, "evaluateTraining").end();
  }

  /** Returns the digest of each backend's plugin. */
  private Map<String, JsonNode> plugins() {
    Map<String, JsonNode> digests = new HashMap<>();
    for (Fields backend : run.peekAll("backends")) {
      digests.put(backend.look("id").asText(), backend.look("pluginDigest"));
    }
    return digests;
  }

  /** The commit was that of the harness; of what was measured nothing was kept. */
  private void shard(ObjectNode harness) {
    Fields from = run.object("machine");
    from.rename(harness, "gitCommit", "commit");
    from.rename(harness, "gitDirty", "dirty");
    ObjectNode shard = to.putArray("shards").addObject();
    ObjectNode machine = shard.putObject("machine");
    from.move(machine, "cpu", "logicalCores", "memoryBytes", "os", "platform", "jvm", "container");
    from.move(machine, "details");
    from.move(shard, "loadAverage").end();
    ObjectNode provenance = shard.putObject("provenance");
    for (String name : List.of("commit", "dirty", "branch", "pullRequest", "ciAddress")) {
      provenance.putNull(name);
    }
  }

  /** Returns block and turn by cell and fork, from the order in which the trials ran. */
  private List<Map<Integer, int[]>> places() {
    int cells = run.peekAll("cells").size();
    List<Map<Integer, int[]>> places = new ArrayList<>();
    for (int i = 0; i < cells; i++) {
      places.add(new HashMap<>());
    }
    Map<Integer, Integer> turns = new HashMap<>();
    for (Fields trial : run.objects("order")) {
      int block = trial.whole("block");
      int cell = trial.whole("cell");
      int fork = trial.whole("fork");
      trial.end();
      if (cell < 0 || cell >= cells) {
        throw new TreeException(trial.path() + ".cell", "there is no cell " + cell);
      }
      int turn = turns.merge(block, 1, Integer::sum) - 1;
      places.get(cell).put(fork, new int[] {block, turn});
    }
    return places;
  }

  private static void cell(
      Fields from, ObjectNode to, Map<String, JsonNode> plugins, Map<Integer, int[]> places) {
    ObjectNode key = to.putObject("key");
    Fields old = from.object("key");
    old.move(key, "workload");
    key.put("kind", "TRAINING");
    ObjectNode configuration = key.putObject("configuration");
    old.move(configuration, "backend");
    JsonNode digest = plugins.get(configuration.get("backend").asText());
    configuration.set("pluginDigest", digest == null ? NODES.nullNode() : digest);
    old.move(configuration, "device", "threads", "tuning").end();
    to.put("shard", 0);
    from.move(to, "status", "reason");
    from.move(to.putObject("subject"), "network", "dataset", "recipe");
    from.optional("certificate")
        .ifPresentOrElse(
            certificate -> certificate(certificate, to.putObject("certificate")),
            () -> to.putNull("certificate"));
    ArrayNode forks = to.putArray("forks");
    for (Fields fork : from.objects("forks")) {
      fork(fork, forks.addObject(), places);
    }
    from.end();
  }

  /** A certificate keeps its own format: it says what was proved when it was made. */
  private static void certificate(Fields from, ObjectNode to) {
    from.move(to, "format", "passed", "problem");
    from.move(to.putObject("making"), "madeAt", "seconds", "cached");
    from.move(to.putObject("subject"), "pluginDigest", "graphDigest", "recipeDigest");
    from.move(to, "deviations", "checks").end();
  }

  private static void fork(Fields from, ObjectNode to, Map<Integer, int[]> places) {
    int fork = from.whole("fork");
    int[] place = places.get(fork);
    if (place == null) {
      throw new TreeException(from.path(), "fork " + fork + " is not in the order of the run");
    }
    to.putObject("place").put("fork", fork).put("block", place[0]).put("turn", place[1]);
    from.move(to.putObject("ending"), "status", "reason", "logTail");
    ObjectNode launch = to.putObject("launch");
    from.move(launch, "startedAt");
    from.object("launch").move(launch, "jvmFlags", "variables", "loadAverage").end();
    from.move(to, "environment", "startup");
    from.move(to.putObject("resources"), "wallSeconds", "peakRssBytes");
    ObjectNode outcome = to.putObject("outcome").put("kind", "TRAINING");
    from.move(outcome, "dataDigest", "batchDigest", "untrained", "warmup");
    ArrayNode epochs = outcome.putArray("epochs");
    for (Fields epoch : from.objects("epochs")) {
      epoch(epoch, epochs.addObject());
    }
    from.move(outcome, "confusion", "sampled", "predictions").end();
  }

  private static void epoch(Fields from, ObjectNode to) {
    from.move(to, "epoch", "samples", "steps");
    ObjectNode seconds = to.putObject("seconds");
    from.rename(seconds, "trainSeconds", "train");
    from.rename(seconds, "stageSeconds", "stage");
    from.rename(seconds, "firstWaitSeconds", "firstWait");
    from.rename(seconds, "waitSeconds", "otherWaits");
    ObjectNode losses = to.putObject("losses");
    from.rename(losses, "meanLoss", "mean");
    from.rename(losses, "firstLosses", "first");
    from.move(to, "stepNanos");
    from.move(to.putObject("evaluations"), "test", "validation", "train").end();
  }
}
