package dev.radin.store.http;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** An element of what a server sends as XML. Nothing in it is followed elsewhere. */
public final class Xml {

    private final Element element;

    /** @param element null for what is none */
    private Xml(Element element) {
        this.element = element;
    }

    /** One without anything in it where the text is no XML. */
    public static Xml of(String text) {
        if (text.isBlank()) {
            return new Xml(null);
        }
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            // Else it prints what is wrong.
            builder.setErrorHandler(new DefaultHandler());
            return new Xml(
                    builder.parse(new InputSource(new StringReader(text))).getDocumentElement());
        } catch (SAXException | IOException e) {
            return new Xml(null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    public String name() {
        return element == null ? "" : element.getTagName();
    }

    /** Its own. */
    public String text() {
        return element == null ? "" : element.getTextContent();
    }

    /** Empty where there is none of this name. */
    public String attribute(String name) {
        return element == null ? "" : element.getAttribute(name);
    }

    /** Of the first element below of that name; empty where there is none. */
    public String text(String tag) {
        if (element == null) {
            return "";
        }
        NodeList found = element.getElementsByTagName(tag);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    /** Directly below, of that name. */
    public List<Xml> children(String tag) {
        List<Xml> children = new ArrayList<>();
        NodeList nodes = element.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element child && child.getTagName().equals(tag)) {
                children.add(new Xml(child));
            }
        }
        return children;
    }
}
