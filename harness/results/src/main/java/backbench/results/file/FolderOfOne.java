package backbench.results.file;

import backbench.results.RunResult;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the folder of a run that was interrupted in the days of format 1.
 *
 * <p>Its plan was a result with nothing found yet, and trials and certificates carried no version.
 * Put together they are a result of format 1, which is brought up to date as every other.
 */
final class FolderOfOne {

  private static final int VERSION = 1;

  private FolderOfOne() {}

  /** Reads what a run found; empty if it is of another format. */
  static Optional<RunResult> read(Path folder) {
    Path plan = folder.resolve("run.json");
    ObjectNode tree = ResultJson.tree(plan);
    if (ResultJson.version(tree, plan.toString()) != VERSION) {
      return Optional.empty();
    }
    // Read by itself first, so that an error names the file and not the whole folder.
    ResultJson.run(
        tree.deepCopy().set("order", JsonNodeFactory.instance.arrayNode()), plan.toString());
    ArrayNode order = JsonNodeFactory.instance.arrayNode();
    JsonNode planned = tree.path("order");
    for (int number = 0; number < planned.size(); number++) {
      Path trial = file(folder, "trials/%04d.json", number);
      if (Files.isRegularFile(trial)) {
        order.add(planned.get(number));
        JsonNode cell = tree.path("cells").path(planned.get(number).path("cell").asInt(-1));
        if (cell.get("forks") instanceof ArrayNode forks) {
          forks.add(ResultJson.tree(trial).path("result"));
        }
      }
    }
    tree.set("order", order);
    for (int number = 0; number < tree.path("cells").size(); number++) {
      Path certificate = file(folder, "certificates/%03d.json", number);
      if (Files.isRegularFile(certificate)
          && tree.path("cells").get(number) instanceof ObjectNode cell) {
        cell.set("certificate", ResultJson.tree(certificate));
      }
    }
    RunResult found = ResultJson.run(tree, folder.toString());
    return Optional.of(
        found.ended(
            null,
            found.cells().stream()
                .map(cell -> cell.found(cell.certificate(), cell.forks(), found.settings().forks()))
                .toList()));
  }

  private static Path file(Path folder, String pattern, int number) {
    return folder.resolve(String.format(Locale.ROOT, pattern, number));
  }
}
