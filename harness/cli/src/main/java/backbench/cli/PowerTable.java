package backbench.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lays out which mistakes certificates see: a row for each mistake, a column for each network. */
final class PowerTable {

  private static final Pattern ONE_OF_MANY = Pattern.compile("(one gradient) of \\S+ (off by .*)");

  private final Map<String, Map<String, Boolean>> networks = new LinkedHashMap<>();

  /** Adds what certificates of a network see; nothing if that is not known. */
  void add(String network, Map<String, Boolean> seen) {
    if (!seen.isEmpty()) {
      networks.put(network, seen);
    }
  }

  /** Returns the table in Markdown. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("| mistake | " + String.join(" | ", networks.keySet()) + " |");
    lines.add("|---|" + ":-:|".repeat(networks.size()));
    Set<String> rows = new LinkedHashSet<>();
    networks.values().forEach(seen -> seen.keySet().forEach(mistake -> rows.add(row(mistake))));
    for (String row : rows) {
      StringBuilder line = new StringBuilder("| ").append(row).append(" |");
      networks.values().forEach(seen -> line.append(' ').append(cell(row, seen)).append(" |"));
      lines.add(line.toString());
    }
    return lines;
  }

  /** Names the row of a mistake: those that can be made with any parameter share one. */
  private static String row(String mistake) {
    Matcher matcher = ONE_OF_MANY.matcher(mistake);
    return matcher.matches() ? matcher.group(1) + " " + matcher.group(2) : mistake;
  }

  private static String cell(String row, Map<String, Boolean> seen) {
    List<Boolean> all =
        seen.entrySet().stream()
            .filter(each -> row(each.getKey()).equals(row))
            .map(Map.Entry::getValue)
            .toList();
    long caught = all.stream().filter(each -> each).count();
    if (all.isEmpty()) {
      return "";
    }
    if (all.size() > 1) {
      return caught + " of " + all.size();
    }
    return caught == 1 ? "seen" : "**no**";
  }
}
