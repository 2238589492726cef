// Draws the window into its page.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { DocumentList } from './library/document-list.tsx';
import './theme.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root');

createRoot(root).render(
  <StrictMode>
    <DocumentList />
  </StrictMode>,
);
