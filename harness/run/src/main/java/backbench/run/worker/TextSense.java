package backbench.run.worker;

import static backbench.run.worker.SenselessReport.unless;

import java.util.Collection;
import java.util.Map;

/** Checks that what a worker reports in words is of a length that results can hold. */
final class TextSense {

  private static final int LONGEST_TEXT = 20_000;
  private static final int MOST_ENTRIES = 1_000;

  private TextSense() {}

  static void texts(String what, Map<String, String> texts) {
    texts(what, texts.keySet());
    texts(what, texts.values());
  }

  static void texts(String what, Collection<String> texts) {
    size(what, texts);
    texts.forEach(each -> text(what, each));
  }

  static void size(String what, Collection<?> elements) {
    unless(elements.size() <= MOST_ENTRIES, elements.size() + " " + what);
  }

  static void text(String what, String text) {
    unless(
        text.length() <= LONGEST_TEXT,
        "a text of " + text.length() + " characters among its " + what);
  }
}
