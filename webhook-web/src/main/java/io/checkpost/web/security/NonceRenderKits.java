package io.checkpost.web.security;

import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.context.ResponseWriter;
import jakarta.faces.context.ResponseWriterWrapper;
import jakarta.faces.render.RenderKit;
import jakarta.faces.render.RenderKitFactory;
import jakarta.faces.render.RenderKitWrapper;
import java.io.IOException;
import java.io.Writer;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Marks with the answer's nonce each script that a component or a page's template writes as an
 * element. A value is written as text, whatever it looks like, and never comes this way.
 */
public final class NonceRenderKits extends RenderKitFactory {

  /** Wraps the factory that Faces has. */
  public NonceRenderKits(RenderKitFactory wrapped) {
    super(wrapped);
  }

  @Override
  public void addRenderKit(String id, RenderKit kit) {
    getWrapped().addRenderKit(id, kit);
  }

  @Override
  public @Nullable RenderKit getRenderKit(FacesContext context, String id) {
    RenderKit kit = getWrapped().getRenderKit(context, id);
    return kit == null ? null : new NonceRenderKit(kit);
  }

  @Override
  public Iterator<String> getRenderKitIds() {
    return getWrapped().getRenderKitIds();
  }

  private static final class NonceRenderKit extends RenderKitWrapper {

    NonceRenderKit(RenderKit wrapped) {
      super(wrapped);
    }

    @Override
    public ResponseWriter createResponseWriter(Writer writer, String types, String encoding) {
      return new NonceWriter(getWrapped().createResponseWriter(writer, types, encoding));
    }
  }

  private static final class NonceWriter extends ResponseWriterWrapper {

    NonceWriter(ResponseWriter wrapped) {
      super(wrapped);
    }

    @Override
    public void startElement(String name, UIComponent component) throws IOException {
      super.startElement(name, component);
      if (name.equals("script")) {
        String nonce =
            ScriptNonce.of(FacesContext.getCurrentInstance().getExternalContext().getRequest());
        if (nonce != null) {
          writeAttribute("nonce", nonce, null);
        }
      }
    }

    @Override
    public ResponseWriter cloneWithWriter(Writer writer) {
      return new NonceWriter(super.cloneWithWriter(writer));
    }
  }
}
