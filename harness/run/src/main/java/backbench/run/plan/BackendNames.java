package backbench.run.plan;

import backbench.commons.NearestName;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.plugins.Plugin;
import backbench.plugins.Plugins;
import java.util.List;

/** Checks names of backends that a person gave. */
public final class BackendNames {

  private BackendNames() {}

  /**
   * Checks that each backend is there.
   *
   * @return the names, each once
   * @throws BackbenchException the error of a plugin of that name if it is broken, else {@code
   *     UNKNOWN_NAME}
   */
  public static List<String> require(List<String> names, Plugins plugins) {
    for (String name : names) {
      if (plugins.plugin(name).isPresent()) {
        continue;
      }
      BackbenchException broken = plugins.broken().get(name);
      if (broken != null) {
        throw broken;
      }
      List<String> known = plugins.all().stream().map(Plugin::id).toList();
      throw new BackbenchException(
          ErrorCode.UNKNOWN_NAME,
          "no backend '"
              + name
              + "' is installed"
              + NearestName.suggestion(name, known, "")
              + "; known: "
              + (known.isEmpty() ? "none" : String.join(", ", known)));
    }
    return names.stream().distinct().toList();
  }
}
