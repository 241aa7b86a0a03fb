package backbench.data.reader;

import backbench.data.DataSource;
import backbench.data.Dataset;
import backbench.data.Samples;
import backbench.graph.Shape;
import java.util.ArrayList;
import java.util.List;

/** Reads datasets of arrays in an {@code .npz} file. */
final class NpzReader {

  private static final double BYTE_RANGE = 255;

  private final DataSource.Npz source;
  private final NpzFile file;

  private NpzReader(DataSource.Npz source, NpzFile file) {
    this.source = source;
    this.file = file;
  }

  static Dataset read(DataSource.Npz source) {
    try (NpzFile file = NpzFile.open(source.file())) {
      NpzReader reader = new NpzReader(source, file);
      List<DataSource.Arrays> training = new ArrayList<>(List.of(source.train()));
      source.validation().ifPresent(training::add);
      return Dataset.of(reader.samples(training), reader.samples(List.of(source.test())));
    }
  }

  private Samples samples(List<DataSource.Arrays> parts) {
    List<NpyHeader> headers = new ArrayList<>();
    long all = 0;
    boolean bytes = source.range() == BYTE_RANGE;
    for (DataSource.Arrays part : parts) {
      NpyHeader header = file.header(part.images());
      requireImages(part.images(), header);
      file.requireRoom(part.images(), header);
      all += header.dims()[0];
      if (all * source.shape().size() > NpyHeader.MOST_VALUES) {
        throw file.place(part.images())
            .invalid(
                all + " images with those before it",
                "up to " + NpyHeader.MOST_VALUES + " values in all");
      }
      bytes &= header.type() == NpyHeader.Type.U1;
      headers.add(header);
    }
    byte[] labels = new byte[(int) all];
    int first = 0;
    for (int i = 0; i < headers.size(); i++) {
      readLabels(parts.get(i), headers.get(i).dims()[0], labels, first);
      first += headers.get(i).dims()[0];
    }
    return bytes
        ? new Samples(source.shape(), source.classes(), bytes(parts, headers, (int) all), labels)
        : Samples.ofFloats(
            source.shape(),
            source.classes(),
            floats(parts, headers, (int) all),
            source.range(),
            labels);
  }

  private byte[] bytes(List<DataSource.Arrays> parts, List<NpyHeader> headers, int images) {
    int each = source.shape().size();
    byte[] pixels = new byte[images * each];
    int from = 0;
    for (int i = 0; i < headers.size(); i++) {
      int start = from;
      file.values(
          parts.get(i).images(),
          headers.get(i),
          (index, value) -> pixels[start + index] = (byte) value);
      from += headers.get(i).values();
    }
    return pixels;
  }

  private float[] floats(List<DataSource.Arrays> parts, List<NpyHeader> headers, int images) {
    int each = source.shape().size();
    float[] pixels = new float[images * each];
    int from = 0;
    for (int i = 0; i < headers.size(); i++) {
      int start = from;
      String name = parts.get(i).images();
      file.values(
          name,
          headers.get(i),
          (index, value) -> {
            // Written so that NaN is out of range as well.
            if (!(value >= 0 && value <= source.range())) {
              throw file.place(name)
                  .invalid(
                      "value " + value + " in image " + index / each + ", at " + index % each,
                      "0 to " + source.range());
            }
            pixels[start + index] = (float) value;
          });
      from += headers.get(i).values();
    }
    return pixels;
  }

  private void requireImages(String array, NpyHeader header) {
    Shape shape = source.shape();
    List<Integer> image = new ArrayList<>();
    for (int d = 1; d < header.dims().length; d++) {
      image.add(header.dims()[d]);
    }
    boolean grey = shape.channels() == 1;
    List<Integer> plane = List.of(shape.height(), shape.width());
    boolean fits =
        image.equals(List.of(shape.size()))
            || image.equals(shape.dims())
            || (grey && image.equals(plane))
            || (grey && image.equals(List.of(shape.height(), shape.width(), 1)));
    if (!fits) {
      throw file.place(array)
          .invalid(
              "the shape " + header.shape(),
              "a number of images of " + shape + ", or of " + shape.size() + " values each");
    }
  }

  private void readLabels(DataSource.Arrays part, int images, byte[] labels, int first) {
    String array = part.labels();
    NpyHeader header = file.header(array);
    int[] dims = header.dims();
    int columns = dims.length == 2 ? dims[1] : 1;
    if (dims.length > 2 || (columns != 1 && columns != source.classes()) || dims[0] != images) {
      throw file.place(array)
          .invalid(
              "the shape " + header.shape(),
              images
                  + " labels, one for each image: alone, in a column, or as "
                  + source.classes()
                  + " columns with a single 1 in each row");
    }
    file.requireRoom(array, header);
    if (columns == 1) {
      file.values(
          array,
          header,
          (index, value) -> labels[first + index] = (byte) label(array, index, value));
    } else {
      readOneHot(array, header, labels, first);
    }
  }

  private int label(String array, int index, double value) {
    if (value != (int) value || value < 0 || value >= source.classes()) {
      throw file.place(array)
          .invalid("label " + value + " of image " + index, "0 to " + (source.classes() - 1));
    }
    return (int) value;
  }

  private void readOneHot(String array, NpyHeader header, byte[] labels, int first) {
    int[] ones = new int[header.dims()[0]];
    file.values(
        array,
        header,
        (index, value) -> {
          int image = index / source.classes();
          if (value != 0 && value != 1) {
            throw file.place(array)
                .invalid("value " + value + " in the row of image " + image, "0 or 1");
          }
          if (value == 1) {
            ones[image]++;
            labels[first + image] = (byte) (index % source.classes());
          }
        });
    for (int image = 0; image < ones.length; image++) {
      if (ones[image] != 1) {
        throw file.place(array)
            .invalid(ones[image] + " ones in the row of image " + image, "exactly one");
      }
    }
  }
}
