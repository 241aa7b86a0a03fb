package backbench.results.migration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Leads from version 2 to version 3: the time of a loop has its parts, the time of the processors
 * beside it, and what shows that it is the time of the work; of a network the least work is known;
 * and certificates say what they do not see.
 */
final class FromTwoToThree {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private FromTwoToThree() {}

  static ObjectNode apply(ObjectNode tree) {
    Fields run = Fields.of(tree);
    run.peekAll("shards").forEach(shard -> shard.fill("peaks", NODES.arrayNode()));
    for (Fields cell : run.peekAll("cells")) {
      cell.peek("subject").peek("network").fillNull("least");
      if (!cell.look("certificate").isNull()) {
        cell.peek("certificate").fillNull("unseen");
      }
      for (Fields fork : cell.peekAll("forks")) {
        outcome(fork.peek("outcome"));
      }
    }
    return tree;
  }

  private static void outcome(Fields outcome) {
    ObjectNode digests = NODES.objectNode();
    outcome.rename(digests, "dataDigest", "data");
    outcome.rename(digests, "batchDigest", "batches");
    outcome.fill("digests", digests);
    outcome.fillNull("clock");
    for (Fields epoch : outcome.peekAll("epochs")) {
      Fields seconds = epoch.peek("seconds");
      JsonNode step = seconds.take("train");
      seconds.fill("step", step);
      // Releasing batches was counted as staging them.
      seconds.fillNull("close");
      seconds.fillNull("processor");
    }
    outcome.peekAll("predictions").forEach(timed -> timed.fillNull("handingSeconds"));
  }
}
