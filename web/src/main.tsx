import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "@graphiql/plugin-explorer/style.css";
import "./style.css";
import { createRoot } from "react-dom/client";
import { Page } from "./Page";

const place = document.getElementById("page");
if (place) createRoot(place).render(<Page />);
