;;; language.el --- a person in Emacs reads a greenlet program  -*- lexical-binding: t -*-

;; Drives eglot, the language client of Emacs, in batch mode: visits a file, looks at what is
;; found wrong in it, asks what a switch leads to, goes there, and types.
;; Prints a line for each thing that a person would see.

;;; Code:

(require 'eglot)
(require 'flymake)
(require 'xref)

(defun client-findings ()
  "What flymake shows, as texts."
  (mapcar (lambda (found)
            (format "line %d: %s"
                    (line-number-at-pos (flymake-diagnostic-beg found))
                    (car (split-string (flymake-diagnostic-text found) "\n"))))
          (sort (flymake-diagnostics)
                (lambda (one other)
                  (< (flymake-diagnostic-beg one) (flymake-diagnostic-beg other))))))

(defun client-hover ()
  "What eldoc shows at point, as one line."
  (let (shown)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown (or text 'nothing))))
    (let ((text (client-wait "a hover" (lambda () shown))))
      (string-join (split-string (substring-no-properties text) "[\n]+" t " +") " / "))))

(defun client-run (command file)
  "Visit FILE with the server that COMMAND starts."
  (find-file file)
  (python-mode)
  (setq-local eglot-server-programs `((python-mode . ,command))
              eglot-sync-connect t)
  (apply #'eglot (eglot--guess-contact))
  (flymake-mode 1)
  (let ((found (client-wait "diagnostics" #'client-findings)))
    (dolist (each found) (princ (format "%s\n" each))))
  (goto-char (point-min))
  (search-forward "g2.switch")
  (backward-char)
  (princ (format "hover: %s\n" (client-hover)))
  (let* ((name (xref-backend-identifier-at-point 'eglot))
         (place (xref-item-location (car (xref-backend-definitions 'eglot name)))))
    (princ (format "definition: line %s\n" (xref-location-line place))))
  (goto-char (point-min))
  (search-forward "time.sleep(1)\n")
  (replace-match "pass\n")
  (eglot--signal-textDocument/didChange)
  (client-wait "no diagnostics" (lambda () (null (client-findings))))
  (princ "mended\n")
  (set-buffer-modified-p nil)
  (eglot-shutdown (eglot-current-server)))

(let ((arguments command-line-args-left))
  (setq command-line-args-left nil)
  (client-run (cdr arguments) (car arguments)))

;;; language.el ends here
