package io.checkpost.web.text;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The texts that sources give to some constructors and methods, with {@value #ANYTHING} in place of
 * what is known only when they run.
 */
final class SaidInJava {

  static final String ANYTHING = "7";

  private SaidInJava() {}

  /**
   * Reads what is given.
   *
   * @param sources the files
   * @param calls the simple names of classes that are made and methods that are called, with the
   *     place of the argument, counted from 0
   */
  static List<String> of(List<Path> sources, Map<String, Integer> calls) throws IOException {
    if (sources.isEmpty()) {
      return List.of();
    }
    List<String> said = new ArrayList<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
      for (CompilationUnitTree unit : task.parse()) {
        Map<String, ExpressionTree> constants = new HashMap<>();
        new Constants().scan(unit, constants);
        new Calls(calls, constants).scan(unit, said);
      }
    }
    return said.stream().filter(text -> text.matches("(?s).*[a-z]{2}.*")).distinct().toList();
  }

  /** Keeps each variable with a value by its name. */
  private static final class Constants
      extends TreeScanner<@Nullable Void, Map<String, ExpressionTree>> {

    @Override
    public @Nullable Void visitVariable(
        VariableTree variable, Map<String, ExpressionTree> constants) {
      if (variable.getInitializer() != null) {
        constants.put(variable.getName().toString(), variable.getInitializer());
      }
      return super.visitVariable(variable, constants);
    }
  }

  private static final class Calls extends TreeScanner<@Nullable Void, List<String>> {

    private final Map<String, Integer> calls;
    private final Map<String, ExpressionTree> constants;

    Calls(Map<String, Integer> calls, Map<String, ExpressionTree> constants) {
      this.calls = calls;
      this.constants = constants;
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree made, List<String> said) {
      take(made.getIdentifier(), made.getArguments(), said);
      return super.visitNewClass(made, said);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree called, List<String> said) {
      take(called.getMethodSelect(), called.getArguments(), said);
      return super.visitMethodInvocation(called, said);
    }

    private void take(Tree callee, List<? extends ExpressionTree> arguments, List<String> said) {
      Integer place = calls.get(name(callee));
      if (place != null && place < arguments.size()) {
        said.addAll(texts(arguments.get(place)));
      }
    }

    private static String name(Tree callee) {
      return callee instanceof MemberSelectTree selected
          ? selected.getIdentifier().toString()
          : callee.toString();
    }

    /** Every text that an expression may be. */
    private List<String> texts(ExpressionTree expression) {
      if (expression instanceof LiteralTree literal && literal.getValue() instanceof String text) {
        return List.of(text);
      }
      if (expression instanceof ParenthesizedTree enclosed) {
        return texts(enclosed.getExpression());
      }
      if (expression instanceof BinaryTree joined && joined.getKind() == Tree.Kind.PLUS) {
        List<String> ends = texts(joined.getRightOperand());
        return texts(joined.getLeftOperand()).stream()
            .flatMap(begin -> ends.stream().map(end -> begin + end))
            .toList();
      }
      if (expression instanceof ConditionalExpressionTree choice) {
        return Stream.concat(
                texts(choice.getTrueExpression()).stream(),
                texts(choice.getFalseExpression()).stream())
            .toList();
      }
      if (expression instanceof MethodInvocationTree call
          && call.getMethodSelect() instanceof MemberSelectTree method
          && method.getIdentifier().contentEquals("formatted")) {
        return texts(method.getExpression()).stream()
            .map(pattern -> pattern.replaceAll("%[sd]", ANYTHING))
            .toList();
      }
      ExpressionTree value =
          expression instanceof IdentifierTree variable
              ? constants.get(variable.getName().toString())
              : null;
      return value instanceof LiteralTree || value instanceof BinaryTree
          ? texts(value)
          : List.of(ANYTHING);
    }
  }
}
