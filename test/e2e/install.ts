/** Installs the WordPress at a URL, as somebody does who fills in its form; the answer of the form. */
export function install(url: string, title: string): Promise<Response> {
  const form = new URLSearchParams({
    weblog_title: title,
    user_name: 'admin',
    admin_password: 'correct horse battery staple 7',
    admin_password2: 'correct horse battery staple 7',
    pw_weak: '1',
    admin_email: 'admin@example.com',
    blog_public: '0',
  });
  return fetch(new URL('/wp-admin/install.php?step=2', url), { method: 'POST', body: form });
}
