package backbench.results.file;

import backbench.results.RunResult;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Holds results against the JSON Schema that ships with the project. */
public final class ResultSchema {

  /** Where the schema lies. */
  public static final Path FILE =
      Path.of(System.getProperty("backbench.root", "../.."))
          .resolve("results/schema/result.schema.json");

  private ResultSchema() {}

  /** Returns what is wrong with a result. */
  public static List<Error> problems(RunResult run) throws IOException {
    return problems(new String(ResultJson.write(run), StandardCharsets.UTF_8));
  }

  static List<Error> problems(String json) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(FILE), InputFormat.JSON);
    return schema.validate(json, InputFormat.JSON);
  }
}
