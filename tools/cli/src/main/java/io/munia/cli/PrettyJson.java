package io.munia.cli;

import io.munia.peering.control.Json;
import io.munia.peering.control.JsonText;
import java.util.List;
import java.util.Map;

/// JSON over several lines, with what is short kept on one.
final class PrettyJson {
  private static final int LINE_COLUMNS_MAX = 80;

  private PrettyJson() {}

  static String write(Json value) {
    StringBuilder out = new StringBuilder();
    write(value, 0, 0, out);
    return out.toString();
  }

  /// @param taken columns that already stand on this line besides the indentation
  private static void write(Json value, int indent, int taken, StringBuilder out) {
    String flat = JsonText.write(value);
    boolean fits = indent + taken + flat.length() <= LINE_COLUMNS_MAX;
    if (value instanceof Json.Obj(Map<String, Json> members)
        && !members.isEmpty()
        && (indent == 0 || !fits)) {
      String separator = "{\n";
      for (Map.Entry<String, Json> member : members.entrySet()) {
        String name = JsonText.write(new Json.Text(member.getKey())) + ": ";
        out.append(separator).repeat(' ', indent + 2).append(name);
        write(member.getValue(), indent + 2, name.length(), out);
        separator = ",\n";
      }
      out.append('\n').repeat(' ', indent).append('}');
    } else if (value instanceof Json.Arr(List<Json> elements) && !elements.isEmpty() && !fits) {
      String separator = "[\n";
      for (Json element : elements) {
        out.append(separator).repeat(' ', indent + 2);
        write(element, indent + 2, 0, out);
        separator = ",\n";
      }
      out.append('\n').repeat(' ', indent).append(']');
    } else {
      out.append(flat);
    }
  }
}
