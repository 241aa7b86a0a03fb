package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Holds what the conformance kit said of a backend, by the numbers of its rules.
 *
 * @param passed rules that hold
 * @param failed rules that do not
 * @param skipped rules that need what the backend does not declare
 */
record KitReport(List<String> passed, List<String> failed, List<String> skipped) {

  /** Surefire puts the factory's name before the rule's. */
  private static final Pattern RULE = Pattern.compile("\\(\\) ([A-Z]\\d+(?:\\.\\d+)?) ");

  /** Reads Surefire's report. */
  static KitReport read(Path file) {
    KitReport report = new KitReport(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    NodeList tests;
    try {
      tests =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(file.toFile())
              .getElementsByTagName("testcase");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SAXException | ParserConfigurationException e) {
      throw new AssertionError("not a report of Surefire: " + file, e);
    }
    for (int i = 0; i < tests.getLength(); i++) {
      report.add((Element) tests.item(i));
    }
    return report;
  }

  private void add(Element test) {
    Matcher matcher = RULE.matcher(test.getAttribute("name"));
    assertThat(matcher.find()).as("names a rule: %s", test.getAttribute("name")).isTrue();
    if (has(test, "failure") || has(test, "error")) {
      failed.add(matcher.group(1));
    } else if (has(test, "skipped")) {
      skipped.add(matcher.group(1));
    } else {
      passed.add(matcher.group(1));
    }
  }

  private static boolean has(Element test, String outcome) {
    return test.getElementsByTagName(outcome).getLength() > 0;
  }
}
