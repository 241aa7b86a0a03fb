package backbench.results.migration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings a result of version 1 into the last shape that this version had.
 *
 * <p>Properties came and went for a week before the version was counted up. What a shape does not
 * have was not measured, and is null or empty; what another place tells is taken from there.
 */
final class LastShapeOfOne {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private LastShapeOfOne() {}

  static ObjectNode apply(ObjectNode tree) {
    Fields run = Fields.of(tree);
    Fields settings = run.peek("settings");
    // Suites had no margin, and nothing was judged by one.
    settings.fillNull("accuracyMargin");
    settings.fillNull("targetAccuracy");
    settings.fill("evaluateTraining", NODES.booleanNode(false));
    List<Fields> cells = run.peekAll("cells");
    dataset(run, cells);
    cells.forEach(LastShapeOfOne::cell);
    run.fill("reported", NODES.objectNode());
    reported(tree, cells);
    return tree;
  }

  /** A suite had one dataset, before each of its networks had its own. */
  private static void dataset(Fields run, List<Fields> cells) {
    Fields suite = run.peek("suite");
    if (!suite.has("dataset")) {
      return;
    }
    JsonNode id = suite.take("dataset");
    JsonNode title = suite.take("datasetTitle");
    JsonNode digest = NODES.nullNode();
    for (Fields spec : run.peekAll("specs")) {
      if (spec.look("kind").asText().equals("dataset") && spec.look("id").equals(id)) {
        digest = spec.look("sha256");
      }
    }
    for (Fields cell : cells) {
      ObjectNode dataset = NODES.objectNode();
      dataset.set("id", id);
      dataset.set("title", title);
      dataset.set("digest", digest);
      cell.fill("dataset", dataset);
    }
  }

  private static void cell(Fields cell) {
    // The processor was the only device that there was.
    cell.peek("key").fill("device", NODES.textNode("CPU"));
    cell.peek("dataset").fill("classNames", NODES.arrayNode());
    cell.peek("recipe").fillNull("augmentation");
    if (!cell.look("certificate").isNull()) {
      cell.peek("certificate").fillNull("deviations");
    }
    cell.peekAll("forks").forEach(LastShapeOfOne::fork);
  }

  private static void fork(Fields fork) {
    fork.fillNull("dataDigest");
    fork.fillNull("confusion");
    fork.fill("sampled", NODES.arrayNode());
    List<Fields> epochs = fork.peekAll("epochs");
    if (fork.has("train")) {
      // Training samples were evaluated once, after the last epoch, before it was done after each.
      JsonNode train = fork.take("train");
      if (!epochs.isEmpty()) {
        epochs.get(epochs.size() - 1).fill("train", train);
      }
    }
    for (Fields epoch : epochs) {
      epoch.fillNull("firstWaitSeconds");
      epoch.fillNull("waitSeconds");
      epoch.fillNull("train");
    }
  }

  private static void reported(ObjectNode tree, List<Fields> cells) {
    Map<String, JsonNode> epochs = new HashMap<>();
    for (Fields cell : cells) {
      epochs.put(cell.peek("key").look("workload").asText(), cell.peek("recipe").look("epochs"));
    }
    for (Fields.Entry each : Fields.of(tree).peekEntries("reported")) {
      // The length of a run could not be changed, so the recipe's is that of the document.
      each.fields().fill("epochs", epochs.getOrDefault(each.name(), NODES.nullNode()));
      each.fields().fillNull("caveat");
      each.fields().peek("curve").fill("trainAccuracy", NODES.arrayNode());
    }
  }
}
